import { Download, WrapText } from 'lucide-react'
import { logUrl, type RunAndLog } from '../../hooks/use-run.ts'
import { useLanguage } from '../../i18n/provider.tsx'
import { Button } from '../button.tsx'
import { buttonLook } from '../button-look.ts'

type LogToolbarProps = { log: RunAndLog; wrap: boolean; toggleWrap: () => void }

export function LogToolbar({ log, wrap, toggleWrap }: LogToolbarProps) {
  const { t, format } = useLanguage()
  return (
    <header className="flex flex-wrap items-center gap-x-3 border-line border-b py-2 pr-2 pl-card">
      <h2 className="font-semibold text-heading">{t('log.title')}</h2>
      {log.next > 0 && <p className="numbers text-caption text-muted">{t('log.lines', { n: log.next })}</p>}
      {log.droppedBytes > 0 && (
        <p className="text-caption text-wait">{t('log.dropped', { size: format.size(log.droppedBytes) })}</p>
      )}
      <div className="ml-auto flex gap-1">
        <Button look="quiet" size="small" aria-pressed={wrap} onClick={toggleWrap} aria-label={t('log.wrap')}>
          <WrapText aria-hidden className="size-4" />
          <span className="hidden sm:inline">{t('log.wrap')}</span>
        </Button>
        <a
          href={`${logUrl(log.run.id)}?format=text&download`}
          download
          aria-label={t('log.download')}
          className={buttonLook({ look: 'quiet', size: 'small' })}
        >
          <Download aria-hidden className="size-4" />
          <span className="hidden sm:inline">{t('log.download')}</span>
        </a>
      </div>
    </header>
  )
}
