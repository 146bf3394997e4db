export const audit = {
  'audit.title': '操作記録',
  'audit.lead':
    '誰が、いつ、どこから実行・キャンセル・削除・ログインしたかの記録です。後から書き換えられることはありません。',
  'audit.start': '実行',
  'audit.rerun': '再実行',
  'audit.cancel': 'キャンセルの依頼',
  'audit.delete': '削除',
  'audit.login': 'ログイン',
  'audit.logout': 'ログアウト',
  'audit.login_failed': 'パスワードの誤り',
  'audit.nobody': '名前なし',
  'audit.empty': 'まだ何も実行されていません。',
  'audit.more': '以前の記録を表示',
} as const
