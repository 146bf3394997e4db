import './globals.css'
import { CSPProvider } from '@base-ui/react/csp-provider'
import type { Metadata, Viewport } from 'next'
import type { ReactNode } from 'react'
import { Header } from './components/shell/header.tsx'
import { Toaster } from './components/toaster.tsx'
import { en } from './i18n/en.ts'
import { ja } from './i18n/ja.ts'
import { LanguageProvider } from './i18n/provider.tsx'
import { preferences } from './preferences.ts'

const dictionaries = { en, ja }

export const viewport: Viewport = { width: 'device-width', initialScale: 1, colorScheme: 'light dark' }

export async function generateMetadata(): Promise<Metadata> {
  const { language } = await preferences()
  const messages = dictionaries[language]
  return { title: messages['app.name'], description: messages['app.description'] }
}

export default async function RootLayout({ children }: { children: ReactNode }) {
  const { theme, language, nonce } = await preferences()
  return (
    <html lang={language} data-theme={theme === 'system' ? undefined : theme}>
      <body>
        <CSPProvider nonce={nonce}>
          <LanguageProvider language={language} messages={dictionaries[language]}>
            <Toaster>
              <Header theme={theme} />
              <main
                id="content"
                tabIndex={-1}
                className="mx-auto max-w-page px-gutter py-6 outline-none sm:py-8"
              >
                {children}
              </main>
            </Toaster>
          </LanguageProvider>
        </CSPProvider>
      </body>
    </html>
  )
}
