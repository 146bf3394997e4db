'use client'
import { Compass } from 'lucide-react'
import { useLanguage } from '../i18n/provider.tsx'
import { ButtonLink } from './button.tsx'
import { Notice } from './notice.tsx'

export function NotFoundNotice({ title = 'notFound.title' }: { title?: 'notFound.title' | 'notFound.run' }) {
  const { t } = useLanguage()
  return (
    <div className="mx-auto max-w-dialog">
      <Notice
        tone="off"
        Icon={Compass}
        title={t(title)}
        actions={<ButtonLink href="/">{t('notFound.back')}</ButtonLink>}
      >
        <p>{t('notFound.text')}</p>
      </Notice>
    </div>
  )
}
