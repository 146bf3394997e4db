import { cookies, headers } from 'next/headers'
import { themeOf } from './components/shell/theme.ts'
import { chooseLanguage } from './i18n/choose-language.ts'
import { en } from './i18n/en.ts'
import { ja } from './i18n/ja.ts'

const dictionaries = { en, ja }

/** What a page calls itself, in the reader's language. */
export async function titled(key: 'nav.runs' | 'nav.audit' | 'nav.docs' | 'login.title') {
  return { title: (await preferences()).messages[key] }
}

/** The reader's theme, and their language with its words, as their browser tells them. */
export async function preferences() {
  const [jar, sent] = await Promise.all([cookies(), headers()])
  const language = chooseLanguage(jar.get('language')?.value, sent.get('accept-language'))
  return {
    theme: themeOf(jar.get('theme')?.value),
    language,
    messages: dictionaries[language],
    nonce: sent.get('x-nonce') ?? undefined,
    /** Under which they are logged in; null where nobody had to. */
    name: decodeURIComponent(sent.get('x-name') ?? '') || null,
  }
}
