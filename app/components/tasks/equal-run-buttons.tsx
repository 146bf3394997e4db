import { Eye } from 'lucide-react'
import type { Run, Task } from '../../../lib/resources.ts'
import { useLanguage } from '../../i18n/provider.tsx'
import { Button } from '../button.tsx'
import { buttonLook } from '../button-look.ts'
import { RunLink } from '../run-link.tsx'

const wide = 'grow sm:grow-0'

type EqualRunButtonsProps = { run: Run; task: Task; describedBy?: string; again: () => void }

/** The same is under way already: nobody repeats work without knowing it. */
export function EqualRunButtons({ run, task, describedBy, again }: EqualRunButtonsProps) {
  const { t } = useLanguage()
  const words = { queue: 'task.queueAnother', replace: 'task.replace', join: null, reject: null } as const
  const word = words[task.policy.whenBusy]
  return (
    <>
      {word && (
        <Button className={wide} onClick={again} aria-describedby={describedBy}>
          {t(word)}
        </Button>
      )}
      <RunLink id={run.id} className={`${buttonLook()} ${wide}`} aria-describedby={describedBy}>
        <Eye aria-hidden className="size-4" />
        {t('task.viewRunning')}
      </RunLink>
    </>
  )
}
