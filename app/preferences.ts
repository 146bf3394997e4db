import { cookies, headers } from 'next/headers'
import { themeOf } from './components/shell/theme.ts'
import { chooseLanguage } from './i18n/choose-language.ts'

/** The reader's theme and language, as their browser tells them. */
export async function preferences() {
  const [jar, sent] = await Promise.all([cookies(), headers()])
  return {
    theme: themeOf(jar.get('theme')?.value),
    language: chooseLanguage(jar.get('language')?.value, sent.get('accept-language')),
    nonce: sent.get('x-nonce') ?? undefined,
  }
}
