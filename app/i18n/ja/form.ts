export const form = {
  'form.title': '{task} を実行',
  'form.editTitle': '{task} を再実行',
  'form.optional': '任意',
  'form.required': '入力してください。',
  'form.number': '数値を入力してください。',
  'form.json': 'JSON として読み取れません。{message}',
  'form.onePerLine': '1 行に 1 つずつ入力します。',
  'form.asJson': 'JSON で入力します。',
  'form.choose': '選択してください',
  'form.fileChoose': 'ファイルを選択…',
  'form.fileOther': '別のファイルを選択…',
  'form.fileSame': '前回と同じファイル',
  'form.fileSending': 'ファイルを送信中です。',
  'form.fileTooLarge': 'このファイルはサーバーの上限を超えています。',
  'form.fileNotSent':
    'ファイルを送信できませんでした。もう一度選択してください。サーバーの上限を超えている可能性もあります。',
  'form.none': 'なし',
  'form.close': '閉じる',
  'form.wrong': { other: '{n} 項目を確認してください。' },
  'form.equal': '同じ入力のものがすでに実行中です。',

  'confirm.title': '{task} を実行しますか?',
} as const
