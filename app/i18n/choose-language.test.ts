import { describe, expect, it } from 'vitest'
import { chooseLanguage } from './choose-language.ts'

describe('the language of a page', () => {
  it('is the one chosen before', () => {
    expect(chooseLanguage('ja', 'en')).toBe('ja')
  })

  it('is else what the browser prefers most', () => {
    expect(chooseLanguage(undefined, 'fr, en;q=0.5, ja-JP;q=0.8')).toBe('ja')
  })

  it('is English where we speak none of them', () => {
    expect(chooseLanguage('xx', 'fr;q=1, ja;q=0')).toBe('en')
    expect(chooseLanguage(undefined, null)).toBe('en')
  })
})
