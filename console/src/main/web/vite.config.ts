import { defineConfig } from 'vite';

export default defineConfig({
  server: { proxy: { '/api': process.env.CONSOLE ?? 'http://127.0.0.1:8090' } },
  build: {
    outDir: '../resources/io/widthwise/console/page',
    emptyOutDir: true,
    target: 'es2022',
    // A content security policy without data: fonts and styles.
    assetsInlineLimit: 0,
    modulePreload: false,
    reportCompressedSize: false,
  },
});
