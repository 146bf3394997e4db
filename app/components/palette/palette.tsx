import { Autocomplete } from '@base-ui/react/autocomplete'
import { Dialog } from '@base-ui/react/dialog'
import { Search } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import useSWR from 'swr'
import type { RunList, Task } from '../../../lib/resources.ts'
import { readOnce } from '../../hooks/http.ts'
import { startRun } from '../../hooks/run-actions.ts'
import { usePress } from '../../hooks/use-press.ts'
import { useSettled } from '../../hooks/use-settled.ts'
import { useTasks } from '../../hooks/use-tasks.ts'
import { useLanguage } from '../../i18n/provider.tsx'
import { useReportFailure } from '../use-report-failure.ts'
import { CommandLine } from './command-line.tsx'
import { type Command, type CommandGroup, commandsFor } from './commands.ts'

type PaletteProps = { close: () => void; showKeys: () => void }

/** Everything by its name: run a task, open a run, go to a page. */
export default function Palette({ close, showKeys }: PaletteProps) {
  const { t } = useLanguage()
  const [words, setWords] = useState('')
  const groups = useCommands(words)
  const choose = useChoice(close, showKeys)
  return (
    <Dialog.Root open onOpenChange={(isOpen) => !isOpen && close()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-30 bg-scrim/50" />
        <Dialog.Popup
          aria-label={t('palette.title')}
          className="fixed inset-x-3 top-3 z-30 mx-auto flex max-h-[70dvh] max-w-dialog flex-col overflow-hidden rounded-card border border-line bg-surface shadow-float sm:top-[12dvh]"
        >
          <Autocomplete.Root
            open
            inline
            autoHighlight="always"
            keepHighlight
            items={groups}
            filter={null}
            value={words}
            onValueChange={setWords}
            itemToStringValue={(command: Command) => command.label}
          >
            <div className="flex items-center gap-3 border-line border-b pl-4">
              <Search aria-hidden className="size-4.5 shrink-0 text-muted" />
              <Autocomplete.Input
                aria-label={t('palette.title')}
                placeholder={t('palette.hint')}
                className="h-12 min-w-0 flex-1 bg-transparent pr-4 text-heading outline-none placeholder:text-muted"
              />
            </div>
            <Dialog.Close className="sr-only">{t('form.close')}</Dialog.Close>
            <Autocomplete.Empty className="px-4 text-muted not-empty:py-6">
              {t('palette.none')}
            </Autocomplete.Empty>
            <Autocomplete.List className="min-h-0 overflow-y-auto p-2 empty:p-0">
              {(group: CommandGroup) => (
                <Autocomplete.Group key={group.value} items={group.items} className="not-last:mb-2">
                  <Autocomplete.GroupLabel className="px-2 py-1 text-caption text-muted">
                    {group.value}
                  </Autocomplete.GroupLabel>
                  <Autocomplete.Collection>
                    {(command: Command) => (
                      <Autocomplete.Item
                        key={command.value}
                        value={command}
                        onClick={() => choose(command)}
                        className="touchable flex min-h-9 cursor-pointer items-center gap-3 rounded-control px-2 data-highlighted:bg-accent-soft"
                      >
                        <CommandLine command={command} />
                      </Autocomplete.Item>
                    )}
                  </Autocomplete.Collection>
                </Autocomplete.Group>
              )}
            </Autocomplete.List>
          </Autocomplete.Root>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

function useCommands(words: string) {
  const { t } = useLanguage()
  const tasks = useTasks().data?.data ?? []
  const sought = useSettled(words.trim(), 200)
  const query = new URLSearchParams({ limit: '8', ...(sought && { q: sought }) })
  const { data } = useSWR(`/api/runs?${query}`, readOnce<RunList>, {
    keepPreviousData: true,
    shouldRetryOnError: false,
  })
  return commandsFor(words, tasks, data?.data ?? [], t)
}

function useChoice(close: () => void, showKeys: () => void) {
  const router = useRouter()
  const { press } = usePress(async (key, task: Task) => {
    const { id } = await startRun(task.name, {}, key)
    router.push(`/runs/${id}`)
  }, useReportFailure('trouble.notStarted'))
  return (command: Command) => {
    if (command.kind === 'keys') return showKeys()
    close()
    if (command.kind === 'go') router.push(command.href)
    else if (command.kind === 'look') router.push(`/runs/${command.run.id}`)
    else if (command.task.needsInput || command.task.confirm !== null) {
      router.push(`/tasks/${encodeURIComponent(command.task.name)}`)
    } else press(command.task)
  }
}
