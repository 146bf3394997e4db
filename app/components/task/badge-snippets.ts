export type Badge = { title: string; picture: string; page: string }

/** A badge that leads to the page of its task. The addresses are encoded already. */
export const markdownOf = ({ title, picture, page }: Badge) =>
  `[![${title.replace(/[\\[\]`*_<>]/g, '\\$&')}](${inLink(picture)})](${inLink(page)})`

export const htmlOf = ({ title, picture, page }: Badge) =>
  `<a href="${escaped(page)}"><img src="${escaped(picture)}" alt="${escaped(title)}"></a>`

const inLink = (address: string) => address.replace(/[()]/g, (mark) => (mark === '(' ? '%28' : '%29'))

const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
