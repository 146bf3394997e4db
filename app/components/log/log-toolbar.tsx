import {
  ArrowDownToLine,
  Clock,
  Download,
  Maximize2,
  Minimize2,
  OctagonAlert,
  Search,
  WrapText,
} from 'lucide-react'
import { isActive } from '../../../lib/run.ts'
import { logUrl, type RunAndLog } from '../../hooks/use-run.ts'
import { useLanguage } from '../../i18n/provider.tsx'
import { buttonLook } from '../button-look.ts'
import { CopyLog } from './copy-log.tsx'
import type { LogLook } from './log-look.ts'
import { ToolButton, toolShape } from './tool-button.tsx'

type LogToolbarProps = {
  log: RunAndLog
  look: Pick<LogLook, 'wrap' | 'times'>
  isFinding: boolean
  isFollowing: boolean
  onlyErrors: boolean
  isFull: boolean
  /** What a press of each button does. */
  press: Record<'find' | 'follow' | 'wrap' | 'times' | 'errors' | 'full', () => void>
}

export function LogToolbar({ log, look, press, ...is }: LogToolbarProps) {
  const { t, format } = useLanguage()
  return (
    <header className="flex flex-wrap items-center gap-x-3 gap-y-1 border-line border-b px-0.5 py-2 sm:pr-2 sm:pl-card">
      <h2 className="pl-4.5 font-semibold text-heading sm:pl-0">{t('log.title')}</h2>
      {log.next > 0 && <p className="numbers text-caption text-muted">{t('log.lines', { n: log.next })}</p>}
      {log.droppedBytes > 0 && (
        <p className="px-4.5 text-caption text-wait sm:px-0">
          {t('log.dropped', { size: format.size(log.droppedBytes) })}
        </p>
      )}
      <div className="flex basis-full justify-between sm:ml-auto sm:basis-auto">
        <ToolButton
          label={t('find.title')}
          keys="/"
          icon={Search}
          pressed={is.isFinding}
          press={press.find}
        />
        {isActive(log.run) && (
          <ToolButton
            label={t('log.follow')}
            keys="F"
            icon={ArrowDownToLine}
            pressed={is.isFollowing}
            press={press.follow}
          />
        )}
        <ToolButton label={t('log.wrap')} keys="W" icon={WrapText} pressed={look.wrap} press={press.wrap} />
        <ToolButton
          label={t(`log.times.${look.times}`)}
          keys="T"
          icon={Clock}
          pressed={look.times !== 'off'}
          press={press.times}
        />
        <ToolButton
          label={t('log.onlyErrors')}
          icon={OctagonAlert}
          pressed={is.onlyErrors}
          press={press.errors}
        />
        <CopyLog id={log.run.id} />
        <a
          href={`${logUrl(log.run.id)}?format=text&download`}
          download
          aria-label={t('log.download')}
          title={t('log.download')}
          className={`${buttonLook({ look: 'quiet', size: 'small' })} ${toolShape}`}
        >
          <Download aria-hidden className="size-4" />
        </a>
        <ToolButton
          label={t(is.isFull ? 'log.notFull' : 'log.full')}
          icon={is.isFull ? Minimize2 : Maximize2}
          press={press.full}
        />
      </div>
    </header>
  )
}
