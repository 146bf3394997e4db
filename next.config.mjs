import { existsSync, readFileSync } from 'node:fs'

// `npm start` builds into one of two folders in turn and names the good one in .next/current (scripts/prepare.mjs).
const current = '.next/current'
const distDir =
  process.env.NEXT_DIST_DIR ?? (existsSync(current) ? readFileSync(current, 'utf8').trim() : '.next/a')

const headers = {
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'same-origin',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
}

/** A badge is there to be shown by other sites; its route says so itself. */
const allButBadges = '/:path((?!api/tasks/[^/]+/badge\\.svg$).*)'

/** @type {import('next').NextConfig} */
export default {
  distDir,
  poweredByHeader: false,
  skipTrailingSlashRedirect: true,
  reactStrictMode: true,
  images: { unoptimized: true },
  // Types are a check of `npm test`; a task with a type error must not keep the pages from being built.
  typescript: { ignoreBuildErrors: true },
  serverExternalPackages: ['better-sqlite3', 'pino', 'prom-client'],
  // Asked for by browsers that find no icon named, as while a page is being restored.
  redirects: async () => [{ source: '/favicon.ico', destination: '/icon.svg', permanent: false }],
  headers: async () => [
    { source: '/:path*', headers: Object.entries(headers).map(([key, value]) => ({ key, value })) },
    { source: allButBadges, headers: [{ key: 'Cross-Origin-Resource-Policy', value: 'same-origin' }] },
  ],
}
