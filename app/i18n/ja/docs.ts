export const docs = {
  'docs.title': 'API',
  'docs.lead':
    'このページでできることは、すべて HTTP でもできます。「Try it out」を押すと、ここから呼び出せます。プログラム向け: {link}',
  'docs.failed': 'API の説明を読み込めませんでした',
  'docs.again': '再読み込み',
} as const
