import { useEffect, useState } from 'react'
import type { Problem, Run } from '../../../lib/resources.ts'
import { useLanguage } from '../../i18n/provider.tsx'

type NoRoom = { words: string; run: string | undefined }

/** That the task takes no other run, as the server said, until one of its runs starts or ends. */
export function useNoRoom(active: readonly Run[]) {
  const { t } = useLanguage()
  const [noRoom, setNoRoom] = useState<NoRoom | null>(null)
  const activity = active.map(({ id, status }) => `${id} ${status}`).join()
  useEffect(() => {
    setNoRoom((before) => (before?.run && activity.includes(before.run) ? before : null))
  }, [activity])
  return {
    noRoom,
    /** The input is another one. */
    forget: () => setNoRoom(null),
    learn({ code, run }: Problem) {
      if (code !== 'task_busy' && code !== 'queue_full') return
      setNoRoom({ words: t(code === 'task_busy' ? 'trouble.busy' : 'form.queueFull'), run })
    },
  }
}
