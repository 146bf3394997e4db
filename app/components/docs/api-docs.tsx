'use client'
import { CloudOff } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useLanguage } from '../../i18n/provider.tsx'
import { Button } from '../button.tsx'
import { Notice } from '../notice.tsx'
import { Skeleton } from '../skeleton.tsx'
import { useDarkMode } from './use-dark-mode.ts'

/** The description of the API, where each call can be tried out. */
export function ApiDocs() {
  const { t } = useLanguage()
  const place = useRef<HTMLDivElement>(null)
  const [state, setState] = useState<'loading' | 'ready' | 'failed'>('loading')
  useDarkMode()

  useEffect(() => {
    // Large, and needed here only.
    import('swagger-ui-dist/swagger-ui-es-bundle.js')
      .then(({ default: SwaggerUI }) => {
        SwaggerUI({ ...options, domNode: place.current, onComplete: () => setState('ready') })
      })
      .catch(() => setState('failed'))
  }, [])

  const [before, after] = t('docs.lead', { link: '\n' }).split('\n')
  return (
    <div className="space-y-5">
      <header>
        <h1 className="font-semibold text-title">{t('docs.title')}</h1>
        <p className="mt-1 text-muted">
          {before}
          <a href="/openapi.json" className="text-run underline underline-offset-2">
            openapi.json
          </a>
          {after}
        </p>
      </header>
      {state === 'loading' && <Skeleton className="h-96" />}
      {state === 'failed' && (
        <Notice tone="bad" Icon={CloudOff} title={t('docs.failed')}>
          <Button onClick={() => location.reload()}>{t('docs.again')}</Button>
        </Notice>
      )}
      {/* Swagger UI speaks English whatever the reader's language. */}
      <div ref={place} lang="en" />
    </div>
  )
}

const options = {
  url: '/openapi.json',
  deepLinking: true,
  displayRequestDuration: true,
  docExpansion: 'list',
  defaultModelsExpandDepth: 0,
  validatorUrl: null,
}
