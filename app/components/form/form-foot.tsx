import { Play, RotateCcw } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Run } from '../../../lib/resources.ts'
import { useLanguage } from '../../i18n/provider.tsx'
import { Button } from '../button.tsx'
import { buttonLook } from '../button-look.ts'
import { RunLink } from '../run-link.tsx'
import type { RunForm } from './use-run-form.ts'

type FormFootProps = {
  form: RunForm
  /** An active run with just this input, where there is one. */
  equal: Run | undefined
  /** To leave a question, which has nothing else to go to. */
  leave?: () => void
  /** What else can be done with what is filled in. */
  children?: ReactNode
}

/** Below the fields: what is wrong with all of it, and the buttons. */
export function FormFoot({ form, equal, leave, children }: FormFootProps) {
  const { t } = useLanguage()
  const running = equal?.id ?? form.noRoom?.run
  return (
    <>
      <p role="alert" className="foreign text-bad text-caption empty:hidden">
        {form.problem}
      </p>
      {equal && <p className="text-caption text-wait">{t('form.equal')}</p>}
      <div className="flex flex-wrap-reverse items-center justify-between gap-2">
        <div className="-ml-2.5 flex flex-wrap gap-1">
          {children}
          {form.fields.length > 0 && <ResetButton form={form} />}
        </div>
        <div className="flex grow flex-wrap justify-end gap-2">
          {leave && (
            <Button className="grow sm:grow-0" onClick={leave}>
              {t('many.keep')}
            </Button>
          )}
          {running && (
            <RunLink id={running} className={`${buttonLook()} grow sm:grow-0`}>
              {t('task.viewRunning')}
            </RunLink>
          )}
          <Button
            type="submit"
            look="primary"
            busy={form.busy}
            aria-disabled={form.noRoom !== null}
            className="grow sm:grow-0"
          >
            <Play aria-hidden className="size-4 fill-current" />
            {form.busy ? t('task.starting') : t(equal ? 'task.queueAnother' : 'task.run')}
          </Button>
        </div>
      </div>
    </>
  )
}

/** Its place stays, so that the buttons beside it do not move while somebody types. */
function ResetButton({ form }: { form: RunForm }) {
  const { t } = useLanguage()
  return (
    <Button look="quiet" size="small" className={form.isReset ? 'invisible' : ''} onClick={form.reset}>
      <RotateCcw aria-hidden className="size-4" />
      {t('form.reset')}
    </Button>
  )
}
