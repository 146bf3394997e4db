/** A systemd unit's settings; one that is given several times, such as `Environment`, has all its values. */
export type Unit = Record<string, string[]>

export function parseUnit(source: string): Unit {
  const unit: Unit = {}
  for (const [, name = '', value = ''] of source.matchAll(/^(\w+)=(.*)$/gm)) {
    unit[name] = [...(unit[name] ?? []), value]
  }
  return unit
}

export function environmentOf(unit: Unit): Record<string, string> {
  return Object.fromEntries(
    (unit.Environment ?? []).map((pair) => {
      const [, name = '', value = ''] = /^(\w+)=(.*)$/.exec(pair) ?? []
      return [name, value]
    }),
  )
}
