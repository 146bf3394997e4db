import { ArrowRight, Keyboard, Play } from 'lucide-react'
import { shownStatus } from '../../../lib/run.ts'
import { RelativeTime } from '../relative-time.tsx'
import { StatusBadge } from '../status-badge.tsx'
import type { Command } from './commands.ts'

const icons = { start: Play, go: ArrowRight, keys: Keyboard }

/** What a line of the palette shows. */
export function CommandLine({ command }: { command: Command }) {
  if (command.kind === 'look') {
    const { run } = command
    return (
      <>
        <StatusBadge status={shownStatus(run)} />
        <bdi className="min-w-0 flex-1 truncate">{command.label}</bdi>
        <span className="shrink-0 text-caption text-muted">
          <RelativeTime at={run.finishedAt ?? run.startedAt ?? run.createdAt} />
        </span>
      </>
    )
  }
  const Icon = icons[command.kind]
  return (
    <>
      <Icon aria-hidden className="size-4 shrink-0 text-muted" />
      <bdi className="min-w-0 flex-1 truncate">{command.label}</bdi>
    </>
  )
}
