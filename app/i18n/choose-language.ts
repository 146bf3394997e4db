import { type Language, languages } from './message.ts'

/** The language to answer in: the one chosen before, else the first of `Accept-Language` that we speak. */
export function chooseLanguage(chosen: string | undefined, acceptLanguage: string | null): Language {
  const wanted = [chosen ?? '', ...byPreference(acceptLanguage ?? '')]
  return wanted.map(spoken).find((language) => language !== undefined) ?? 'en'
}

function byPreference(header: string) {
  return header
    .split(',')
    .map((part) => part.trim().split(/;\s*q=/))
    .map(([tag = '', quality = '1']) => ({ tag, quality: Number(quality) }))
    .filter(({ quality }) => quality > 0)
    .sort((a, b) => b.quality - a.quality)
    .map(({ tag }) => tag)
}

function spoken(tag: string) {
  return languages.find((language) => tag.toLowerCase().split('-')[0] === language)
}
