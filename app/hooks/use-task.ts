import useSWR from 'swr'
import type { Task } from '../../lib/resources.ts'
import { readOnce } from './http.ts'

/** One task as it was when the page opened: its title, its input's schema and its limits. */
export function useTask(name: string | undefined) {
  const url = name === undefined ? null : `/api/tasks/${encodeURIComponent(name)}`
  const { data } = useSWR<Task>(url, readOnce<Task>, { revalidateOnFocus: false, shouldRetryOnError: false })
  return data
}
