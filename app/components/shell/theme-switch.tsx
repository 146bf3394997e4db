'use client'
import { Monitor, Moon, Sun } from 'lucide-react'
import { useState } from 'react'
import { keepChoice } from '../../hooks/cookie.ts'
import { useLanguage } from '../../i18n/provider.tsx'
import { Picker } from './picker.tsx'
import { type Theme, themes } from './theme.ts'

const icons = { system: Monitor, light: Sun, dark: Moon } satisfies Record<Theme, typeof Sun>

/** Light, dark or as the system is. The layout reads the same cookie, so that the next page does not flash. */
export function ThemeSwitch({ chosen }: { chosen: Theme }) {
  const { t } = useLanguage()
  const [theme, setTheme] = useState(chosen)
  const choose = (next: Theme) => {
    setTheme(next)
    keepChoice('theme', next)
    if (next === 'system') delete document.documentElement.dataset.theme
    else document.documentElement.dataset.theme = next
  }
  const options = themes.map((value) => ({ value, label: t(`theme.${value}`) }))
  return (
    <Picker label={t('theme.label')} Icon={icons[theme]} value={theme} options={options} choose={choose} />
  )
}
