import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig, loadEnv } from 'vite';
import { chunk_of } from './chunks';

// The server to develop against; the built console is served by it, from the same address.
const server = loadEnv('', '.', 'NSCL_').NSCL_SERVER ?? 'http://127.0.0.1:8080';

export default defineConfig({
  plugins: [svelte()],
  build: {
    target: 'chrome109',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rollupOptions: {
      output: { manualChunks: chunk_of },
    },
  },
  server: { proxy: { '/api': server, '^/p/': server, '/setup': server } },
});
