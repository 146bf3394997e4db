/** Makes `import … from 'runboard'` and `'zod'` work from a tasks folder anywhere on the machine. */
import { registerHooks } from 'node:module'

const own = new URL('../../task.ts', import.meta.url).href

registerHooks({
  resolve(specifier, context, next) {
    if (specifier === 'runboard') return { url: own, shortCircuit: true }
    try {
      return next(specifier, context)
    } catch (error) {
      if (specifier !== 'zod' && !specifier.startsWith('zod/')) throw error
      return next(specifier, { ...context, parentURL: own })
    }
  },
})
