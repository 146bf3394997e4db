'use client'
import { Search } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { lazy, Suspense, useEffect, useState } from 'react'
import { useKeys } from '../../hooks/use-keys.ts'
import { useLanguage } from '../../i18n/provider.tsx'
import { Button } from '../button.tsx'

const Palette = lazy(() => import('../palette/palette.tsx'))
const KeySheet = lazy(() => import('./key-sheet.tsx'))

/** What is reached from every page: the palette by its button or ⌘K, the list of keys by `?`, pages by two keys. */
export function Shortcuts() {
  const { t } = useLanguage()
  const router = useRouter()
  const [open, setOpen] = useState<'palette' | 'keys' | null>(null)
  const close = () => setOpen(null)
  useKeys({
    '?': () => setOpen('keys'),
    'g t': () => router.push('/'),
    'g r': () => router.push('/runs'),
  })
  usePaletteKey(() => setOpen((before) => (before === 'palette' ? null : 'palette')))
  return (
    <>
      <Button
        look="quiet"
        onClick={() => setOpen('palette')}
        aria-label={t('palette.title')}
        aria-keyshortcuts="Control+K Meta+K"
        title={`${t('palette.title')} (${t('palette.keys')})`}
        className="px-2.5!"
      >
        <Search aria-hidden className="size-4.5" />
      </Button>
      <Suspense>
        {open === 'palette' && <Palette close={close} showKeys={() => setOpen('keys')} />}
        {open === 'keys' && <KeySheet close={close} />}
      </Suspense>
    </>
  )
}

/** ⌘K or Ctrl+K, also while something is being typed. */
function usePaletteKey(press: () => void) {
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.key !== 'k' || !(event.metaKey || event.ctrlKey) || event.altKey || event.shiftKey) return
      event.preventDefault()
      press()
    }
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  })
}
