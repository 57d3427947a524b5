import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { type Plugin, defineConfig } from 'vite';

const RESOURCES = '../resources/io/widthwise/console';
const SOURCES = ['index.html', 'package-lock.json', 'package.json', 'public', 'src', 'tsconfig.json', 'vite.config.ts'];

function files(path: string): string[] {
  return statSync(path).isDirectory()
    ? readdirSync(path).flatMap((name) => files(`${path}/${name}`))
    : [path];
}

/**
 * Leaves the hash of the sources beside the built page, which is kept in version control: a test
 * without Node.js tells by it when the page was not built again. PageSourcesTest counts the same.
 */
function sourcesHash(): Plugin {
  return {
    name: 'sources-hash',
    apply: 'build',
    closeBundle() {
      const all = createHash('sha256');
      for (const file of SOURCES.flatMap(files).sort()) {
        all.update(`${file} ${createHash('sha256').update(readFileSync(file)).digest('hex')}\n`);
      }
      writeFileSync(`${RESOURCES}/page.sha256`, `${all.digest('hex')}\n`);
    },
  };
}

export default defineConfig({
  plugins: [sourcesHash()],
  server: { proxy: { '/api': process.env.CONSOLE ?? 'http://127.0.0.1:8090' } },
  build: {
    outDir: `${RESOURCES}/page`,
    emptyOutDir: true,
    target: 'es2022',
    // The content security policy allows no data: for fonts and styles.
    assetsInlineLimit: 0,
    modulePreload: false,
    reportCompressedSize: false,
  },
});
