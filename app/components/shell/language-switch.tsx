'use client'
import { Languages } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { keepChoice } from '../../hooks/cookie.ts'
import { type Language, languageNames, languages } from '../../i18n/message.ts'
import { useLanguage } from '../../i18n/provider.tsx'
import { Picker } from './picker.tsx'

const options = languages.map((value) => ({ value, label: languageNames[value] }))

export function LanguageSwitch() {
  const { t, language } = useLanguage()
  const router = useRouter()
  const choose = (next: Language) => {
    keepChoice('language', next)
    router.refresh()
  }
  return (
    <Picker label={t('language.label')} Icon={Languages} value={language} options={options} choose={choose} />
  )
}
