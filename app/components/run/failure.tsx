import type { RunDetail } from '../../../lib/resources.ts'
import { useLanguage } from '../../i18n/provider.tsx'
import { CodeBlock } from '../code-block.tsx'

/** Why it failed: a sentence of ours, and the task's own words where it has any. */
export function Failure({ run, errors }: { run: RunDetail; errors: string[] }) {
  const { t } = useLanguage()
  const sentence = useSentence(run)
  if (!run.error) return null
  const { code, message } = run.error
  return (
    <>
      {sentence && <p className="text-ink">{sentence}</p>}
      {!(sentence && saysAll.has(code)) && <CodeBlock text={message} label={t('status.failed')} />}
      {sentence && saysAll.has(code) && errors.length > 0 ? (
        <>
          <p className="text-ink">{t('result.lastErrors')}</p>
          <CodeBlock text={errors.join('\n')} label={t('result.lastErrors')} />
        </>
      ) : (
        <p className="text-caption text-muted">{t('result.logTells')}</p>
      )}
    </>
  )
}

/** Codes whose message holds nothing that our sentence does not. */
const saysAll = new Set(['exit_code', 'killed'])

const introductions = [
  'task_error',
  'cannot_start',
  'invalid_input',
  'output_too_large',
  'protocol',
  'internal',
] as const

function useSentence(run: RunDetail) {
  const { t } = useLanguage()
  const code = run.error?.code
  const { exitCode = null, signal = null } = run.attempts.at(-1) ?? {}
  if (code === 'exit_code' && exitCode !== null) return t('failure.exit_code', { code: String(exitCode) })
  if (code === 'killed' && signal) {
    return t(signal === 'SIGKILL' ? 'failure.killedHard' : 'failure.killed', { signal })
  }
  const known = introductions.find((each) => each === code)
  return known ? t(`failure.${known}`) : null
}
