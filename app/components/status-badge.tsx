import { useLanguage } from '../i18n/provider.tsx'
import { looks, type ShownOrNever } from './status.ts'
import { tones } from './tone.ts'

/** The status of a run, or `never` for a task without runs: colour, icon and word. */
export function StatusBadge({ status }: { status: ShownOrNever }) {
  const { t } = useLanguage()
  const { tone, Icon, motion = '' } = looks[status]
  const outline =
    status === 'interrupted' || status === 'never' ? 'border-dashed border-current' : 'border-transparent'
  return (
    <span
      data-status={status}
      className={`inline-flex items-center gap-1.5 whitespace-nowrap rounded-full border py-0.5 pr-2.5 pl-2 font-medium text-caption ${outline} ${tones[tone].soft} ${tones[tone].text}`}
    >
      <Icon aria-hidden className={`size-4 shrink-0 ${motion}`} />
      {t(`status.${status}`)}
    </span>
  )
}
