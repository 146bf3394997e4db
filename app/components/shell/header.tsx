'use client'
import { usePathname } from 'next/navigation'
import { useLanguage } from '../../i18n/provider.tsx'
import { AppLink } from '../app-link.tsx'
import { LanguageSwitch } from './language-switch.tsx'
import { LogOut } from './log-out.tsx'
import { Logo } from './logo.tsx'
import type { Theme } from './theme.ts'
import { ThemeSwitch } from './theme-switch.tsx'

/** `name`: under which the reader is logged in, where they are. */
export function Header({ theme, name }: { theme: Theme; name: string | null }) {
  const { t } = useLanguage()
  return (
    <header className="border-line border-b bg-surface">
      <a
        href="#content"
        className="sr-only z-40 rounded-control bg-accent px-4 py-2 text-on-accent focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      >
        {t('nav.skip')}
      </a>
      <div className="mx-auto flex h-14 max-w-page items-center gap-2 px-gutter sm:gap-6">
        <AppLink
          href="/"
          className="touchable flex items-center gap-2.5 rounded-control font-semibold text-heading"
        >
          <Logo />
          <span className="sr-only sm:not-sr-only">{t('app.name')}</span>
        </AppLink>
        <nav aria-label={t('nav.label')} className="flex h-full flex-1">
          <NavLink href="/">{t('nav.tasks')}</NavLink>
          <NavLink href="/runs">{t('nav.runs')}</NavLink>
          <NavLink href="/docs">{t('nav.docs')}</NavLink>
          <NavLink href="/audit">{t('nav.audit')}</NavLink>
        </nav>
        <div className="-mr-2 flex">
          <LanguageSwitch />
          <ThemeSwitch chosen={theme} />
          {name !== null && <LogOut name={name} />}
        </div>
      </div>
    </header>
  )
}

function NavLink({ href, children }: { href: string; children: string }) {
  const isHere = usePathname() === href
  return (
    <AppLink
      href={href}
      aria-current={isHere ? 'page' : undefined}
      className="flex h-full items-center whitespace-nowrap border-transparent border-y-2 px-2 text-muted transition-colors hover:text-ink aria-[current=page]:border-b-accent aria-[current=page]:font-medium aria-[current=page]:text-ink"
    >
      {children}
    </AppLink>
  )
}
