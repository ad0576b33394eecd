import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig, loadEnv } from 'vite';

// The server to develop against; the built console is served by it, from the same address.
const server = loadEnv('', '.', 'NSCL_').NSCL_SERVER ?? 'http://127.0.0.1:8080';

/// Few files, each a step that a visitor takes: on a line with a long way a file costs more than its bytes. What is in none of them (the
/// calendar, the picker, the chart, English) comes in files of its own when it is first shown.
const parts: [name: string, files: RegExp][] = [
  ['base', /node_modules\/(svelte|esm-env|clsx)\//],
  ['base', /src\/(main|App|screens\/Login(Form)?)\./],
  ['base', /src\/lib\/(api\/(client|endpoints|problem|session)|i18n\/(index|vi)|router|storage|schema\/(types|model|pages|store)|format\/date|ui\/(Icon|icon_names|Failure|Lazy|Loading|PasswordField|Toasts|toasts))\./],
  ['screens', /src\/screens\/(Shell|Menu|Missing|Home|List|Record|home\/\w+|list\/(columns|FilterChips|RowTable|RowCards|Toolbar)|record\/(Details|Attachment)|dashboard\/(board|indicator|StatTile|Tiles))\./],
  ['screens', /src\/lib\/(routes|schema\/(query|names)|format\/number|fields\/(display|faults|Value)|ui\/(Actions|Dialog|gone|save|scrolls|title))\./],
  ['form', /src\/screens\/(Form|form\/\w+|record\/Transitions)\./],
  ['form', /src\/lib\/(api\/upload|made|fields\/(AttachmentInput|DateInput|FieldInput|MultiReferenceInput|ReferenceInput|input|validate)|ui\/FieldsForm)\./],
];

export default defineConfig({
  plugins: [svelte()],
  build: {
    target: 'chrome109',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rollupOptions: {
      output: { manualChunks: (id) => parts.find(([, files]) => files.test(id))?.[0] },
    },
  },
  server: { proxy: { '/api': server, '^/p/': server, '/setup': server } },
});
