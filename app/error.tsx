'use client'
import { CircleX } from 'lucide-react'
import { useEffect } from 'react'
import { Button } from './components/button.tsx'
import { Notice } from './components/notice.tsx'
import { useLanguage } from './i18n/provider.tsx'

export default function ErrorPage({ error, retry }: { error: unknown; retry: () => void }) {
  const { t } = useLanguage()
  useEffect(() => console.error(error), [error])
  return (
    <div className="mx-auto max-w-dialog">
      <Notice
        tone="bad"
        Icon={CircleX}
        title={t('error.title')}
        Heading="h1"
        actions={<Button onClick={retry}>{t('trouble.retry')}</Button>}
      >
        <p>{t('error.text')}</p>
      </Notice>
    </div>
  )
}
