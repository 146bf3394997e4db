import { TaskPage } from '../../components/task/task-page.tsx'
import { preferences } from '../../preferences.ts'

/** Next hands the name over as it stands in the address. */
export default async function Page({ params }: { params: Promise<{ task: string }> }) {
  const [{ task }, { name }] = await Promise.all([params, preferences()])
  return <TaskPage key={task} name={decodeURIComponent(task)} login={name !== null} />
}
