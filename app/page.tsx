import { TasksPage } from './components/tasks/tasks-page.tsx'

export default function Page() {
  return <TasksPage />
}
