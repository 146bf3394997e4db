import { CodeBlock } from '../code-block.tsx'
import { CopyButton } from '../copy-button.tsx'

/** Lines to copy, and what they are. */
export function Snippet({ title, text }: { title: string; text: string }) {
  return (
    <div>
      <div className="flex min-h-8 items-center justify-between gap-3">
        <h3 className="font-medium text-caption">{title}</h3>
        <CopyButton text={text} what={title} />
      </div>
      <CodeBlock text={text} label={title} />
    </div>
  )
}
