import { useLanguage } from '../../i18n/provider.tsx'
import { Card } from '../card.tsx'
import { CodeBlock } from '../code-block.tsx'
import { CopyButton } from '../copy-button.tsx'

const example = `import { defineTask } from 'runboard'

export default defineTask({
  title: 'Hello',
  run: ({ log }) => log('Hello from my first task'),
})
`

/** Where there are no tasks: how to make one. */
export default function FirstTask() {
  const { t } = useLanguage()
  return (
    <Card title={t('tasks.empty.title')} aside={<CopyButton text={example} what={t('tasks.empty.title')} />}>
      <p className="mb-3 text-muted">{t('tasks.empty.text')}</p>
      <CodeBlock text={example.trimEnd()} label="hello.ts" />
    </Card>
  )
}
