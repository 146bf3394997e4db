import { LoginForm } from '../components/login/login-form.tsx'
import { titled } from '../preferences.ts'

export const generateMetadata = () => titled('login.title')

export default async function Page({
  searchParams,
}: {
  searchParams: Promise<{ next?: string | string[] }>
}) {
  const { next } = await searchParams
  return <LoginForm next={placeWithin(next)} />
}

/** Only a place of our own, read as a browser reads it: after the login nobody is sent to another site. */
function placeWithin(next: unknown): string {
  const here = 'http://runboard.invalid'
  const url = typeof next === 'string' ? URL.parse(next, here) : null
  return url?.origin === here ? url.pathname + url.search + url.hash : '/'
}
