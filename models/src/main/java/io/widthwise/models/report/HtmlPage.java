package io.widthwise.models.report;

/** The page around the report. */
public final class HtmlPage {
  private static final String STYLE =
      """
      :root{color-scheme:light}
      body{font:15px/1.5 system-ui,-apple-system,'Segoe UI',Roboto,'Liberation Sans',Arial,sans-serif;color:#24303a;background:#f4f6f8;margin:0}
      main{max-width:1000px;margin:0 auto;padding:28px 24px 60px}
      h1{font-size:24px;margin:0 0 6px}
      h2{font-size:19px;margin:38px 0 12px;border-bottom:1px solid #d5dce1;padding-bottom:5px}
      h3{font-size:15.5px;margin:22px 0 8px}
      p{margin:8px 0 14px;max-width:78ch}
      .note{color:#4a5763;font-size:13.5px}
      figure{margin:0 0 18px;background:#fff;border:1px solid #dfe5e9;border-radius:6px;padding:8px;overflow-x:auto;width:fit-content;max-width:100%;box-sizing:border-box}
      figure svg{display:block}
      .plots{display:flex;flex-wrap:wrap;gap:16px}
      .plots figure{margin:0}
      .plots+.scroll{margin-top:18px}
      .scroll{overflow-x:auto;margin:0 0 14px}
      table{border-collapse:collapse;background:#fff;border:1px solid #dfe5e9;font-size:13.5px;font-variant-numeric:tabular-nums}
      th,td{padding:5px 11px;text-align:right;border-bottom:1px solid #e8edf0}
      th{font-weight:600;background:#eef2f5;vertical-align:bottom;line-height:1.3}
      td{white-space:nowrap}
      .word{text-align:left}
      .marked td{background:#eaf3fb}
      """;

  private HtmlPage() {}

  /**
   * Returns a whole page.
   *
   * @param title plain text
   * @param content markup
   */
  public static String of(String title, String content) {
    return """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    """
        + "<title>"
        + Markup.escape(title)
        + "</title>\n<style>\n"
        + STYLE
        + "</style>\n</head>\n<body>\n<main>\n"
        + content
        + "</main>\n</body>\n</html>\n";
  }
}
