import type { en } from './en.ts'

export const languages = ['en', 'ja'] as const
export type Language = (typeof languages)[number]

export const languageNames = { en: 'English', ja: '日本語' } satisfies Record<Language, string>

export type MessageKey = keyof typeof en
export type Messages = Record<MessageKey, Message>
type Message = string | { one?: string; other: string }

/** The words for a key, its places filled in. Which places a key has is known from the English text. */
export type Translate = <K extends MessageKey>(key: K, ...values: Values<(typeof en)[K]>) => string

export function translator(language: Language, messages: Messages): Translate {
  const plural = new Intl.PluralRules(language)
  const number = new Intl.NumberFormat(language)
  return (key, ...[values]) => {
    const filled: Record<string, string | number> = values ?? {}
    return variantOf(messages[key], plural, filled.n).replace(/\{(\w+)\}/g, (place, name) => {
      const value = filled[name] ?? place
      return typeof value === 'number' ? number.format(value) : value
    })
  }
}

function variantOf(message: Message, plural: Intl.PluralRules, n: unknown) {
  if (typeof message === 'string') return message
  return (plural.select(Number(n)) === 'one' && message.one) || message.other
}

type Values<M> = [Places<M>] extends [never] ? [] : [values: Record<Places<M>, string | number>]
type Places<M> = M extends { other: infer Other } ? PlacesIn<Other> : PlacesIn<M>
type PlacesIn<Text> = Text extends `${string}{${infer Name}}${infer Rest}` ? Name | PlacesIn<Rest> : never
