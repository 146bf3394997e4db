export const login = {
  'login.title': 'ログイン',
  'login.name': 'お名前',
  'login.why': '開始・キャンセルした実行に表示されます。',
  'login.password': 'パスワード',
  'login.in': 'ログイン',
  'login.busy': 'ログイン中…',
  'login.out': 'ログアウト',
  'login.wrong': 'パスワードが違います。',
  'login.tooMany': 'パスワードの間違いが続きました。1分ほど待ってから、もう一度お試しください。',
  'login.notReached': 'サーバーに接続できません。もう一度お試しください。',
} as const
