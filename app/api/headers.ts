/** Headers of every answer of the API, errors and 304 included: nothing is stored, sniffed, framed or executed. */
export const apiHeaders = {
  'Cache-Control': 'no-store',
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  'X-Content-Type-Options': 'nosniff',
}
