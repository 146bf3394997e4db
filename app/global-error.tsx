'use client'
import './globals.css'

/** When even the layout fails: there is no dictionary left, so it says it in both languages. */
export default function GlobalError() {
  return (
    <html lang="en">
      <body className="space-y-4 p-gutter">
        <title>Runboard</title>
        <h1 className="font-semibold text-title">Something went wrong on this page</h1>
        <p>Runs are not affected by that. They go on. Please load the page again.</p>
        <p lang="ja">
          ページの表示中に問題が起きました。実行中の処理に影響はありません。再読み込みしてください。
        </p>
      </body>
    </html>
  )
}
