import { Card } from '../card.tsx'
import { CodeBlock } from '../code-block.tsx'
import { CopyButton } from '../copy-button.tsx'

type JsonCardProps = { title: string; value: unknown; none?: string }

/** A JSON value to read and to copy; `none` is said of an empty object. */
export function JsonCard({ title, value, none }: JsonCardProps) {
  const text = JSON.stringify(value, null, 2) ?? 'null'
  if (none && (text === '{}' || text === 'null')) {
    return (
      <Card title={title}>
        <p className="text-muted">{none}</p>
      </Card>
    )
  }
  return (
    <Card title={title} aside={<CopyButton text={text} what={title} />}>
      <CodeBlock text={typeof value === 'string' ? value : text} label={title} />
    </Card>
  )
}
