export const shell = {
  'app.name': 'Runboard',
  'app.description': '重い処理に実行ボタンを',

  'nav.skip': '本文へ移動',
  'nav.label': 'メイン',
  'nav.tasks': 'タスク',
  'nav.runs': '実行履歴',
  'nav.docs': 'API',
  'nav.audit': '操作記録',

  'language.label': '言語',

  'theme.label': 'テーマ',
  'theme.light': 'ライト',
  'theme.dark': 'ダーク',
  'theme.system': 'システム',

  'copy.do': 'コピー',
  'copy.done': 'コピーしました',
  'copy.failed': '選択してコピーしてください',

  'connection.lost': '接続が切れました({time} 時点の情報)。再接続しています…',
  'connection.never': 'サーバーに接続できません。再接続しています…',

  'trouble.notStarted': 'サーバーに接続できず、開始できませんでした。',
  'trouble.notDone': 'サーバーに接続できず、処理できませんでした。',
  'trouble.busy': 'すでに実行中です。',
  'trouble.retry': '再試行',
  'trouble.dismiss': '閉じる',
  'trouble.region': 'お知らせ',

  'error.title': 'ページの表示中に問題が起きました',
  'error.text': '実行中の処理に影響はありません。',

  'notFound.title': 'ページが見つかりません',
  'notFound.text': 'アドレスが間違っているか、古い履歴とともに実行が削除された可能性があります。',
  'notFound.run': 'この実行はもうありません',
  'notFound.back': 'タスク一覧へ',
} as const
