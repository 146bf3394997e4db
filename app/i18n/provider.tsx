'use client'
import { createContext, type ReactNode, use, useMemo } from 'react'
import { type Format, formatter } from './format.ts'
import { type Language, type Messages, type Translate, translator } from './message.ts'

/** Only the chosen language is sent to the browser: the layout picks its messages and hands them in. */
export function LanguageProvider(props: { language: Language; messages: Messages; children: ReactNode }) {
  const { language, messages } = props
  const value = useMemo(
    () => ({ language, t: translator(language, messages), format: formatter(language) }),
    [language, messages],
  )
  return <LanguageContext value={value}>{props.children}</LanguageContext>
}

/** The words (`t`) and the formats of the reader's language. */
export function useLanguage() {
  const value = use(LanguageContext)
  if (!value) throw new Error('useLanguage is used outside of LanguageProvider')
  return value
}

type Value = { language: Language; t: Translate; format: Format }

const LanguageContext = createContext<Value | null>(null)
