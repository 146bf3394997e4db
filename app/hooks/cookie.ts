/** A choice of the reader that the server needs to know too: kept for a year. */
export function keepChoice(name: 'theme' | 'language', value: string) {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing over plain http
  document.cookie = `${name}=${value}; Path=/; Max-Age=31536000; SameSite=Lax`
}
