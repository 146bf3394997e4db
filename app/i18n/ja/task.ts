export const task = {
  'taskPage.loading': 'タスクを読み込んでいます',
  'notFound.task': 'このタスクはありません',
  'notFound.taskText':
    'ファイル名が変わったか、ファイルが削除されたか、アドレスが間違っている可能性があります。これまでの実行は残っています。',

  'facts.queue': { other: '同時に {n} 件まで、以降は待機' },
  'facts.reject': { other: '同時に {n} 件まで、それ以上は受け付けない' },
  'facts.join': { other: '同時に {n} 件まで、同じ入力なら実行中のものに合流' },
  'facts.replace': { other: '同時に {n} 件まで、新しい実行が前の実行を止める' },
  'facts.timeout': '制限時間 {duration}',
  'facts.tries': '最大 {n} 回まで試行',

  'chart.title': '所要時間',
  'chart.empty': '実行が終わると、ここに所要時間が表示されます。',
  'chart.rate': '成功率',
  'chart.median': '中央値(p50)',
  'chart.p95': '95% 値(p95)',
  'chart.summary': '{n} 件中 {good} 件が成功。成功した実行の半数は {median} 以内、95% は {p95} 以内。',
  'chart.log': '高さは対数目盛です。',
  'chart.summaryNone': '{n} 件のうち成功はありません。',

  'history.title': '最近の実行',
  'history.all': 'すべての実行',
  'history.empty': 'まだ実行されていません。',

  'elsewhere.title': '外部からの利用',
  'elsewhere.api': 'API',
  'elsewhere.badge': 'バッジ',
  'elsewhere.apiLead': '入力中の内容で開始し、終わるまで最大 1 分待ちます。',
  'elsewhere.command': 'コマンドライン',
  'elsewhere.file': 'ファイルは先に /api/files へ送信し、返された id を値にします。',
  'elsewhere.password': 'パスワードは環境変数 RUNBOARD_PASSWORD から読み取ります。',
  'elsewhere.docs': 'API の全体を見る',
  'elsewhere.badgeLead': 'README や Wiki に貼れる、現在の状態を示す画像です。',
  'elsewhere.badgeOf': '{task} のバッジ',
  'elsewhere.rate': '?show=rate を付けると、直近 20 件の成功数を示します。',
  'elsewhere.public': 'ほかのサイトに表示するには、サーバーを RUNBOARD_PUBLIC_BADGES=on で起動します。',
}
