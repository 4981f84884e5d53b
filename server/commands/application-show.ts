import { parseApplicationCode } from '../../core/enrollment/application-code.ts'
import { type CommandResult, WrongUsage } from './command.ts'
import { withApp } from './with-app.ts'

/** Where one file stands in the pipeline, without personal data. */
export async function run(words: readonly string[]): Promise<CommandResult> {
  const [text] = words
  if (text === undefined || words.length > 1) throw new WrongUsage()
  const code = parseApplicationCode(text)
  const application = await withApp((app) =>
    app.db.application.findUnique({
      where: { code },
      include: { stages: { orderBy: { availableAt: 'asc' } } },
    }),
  )
  if (!application)
    return { done: false, facts: { code, found: false }, lines: ['Không tìm thấy / not found.'] }
  const { status, flags, reasonCodes, stages } = application
  return {
    done: true,
    facts: {
      code,
      status,
      flags,
      reasonCodes,
      stages: stages.map(({ stage, status: state, attempts }) => ({ stage, state, attempts })),
    },
    lines: [
      `${code}: ${status} ${[...flags, ...reasonCodes].join(' ')}`,
      ...stages.map(
        ({ stage, status: state, attempts, errorCode }) =>
          `  ${stage.padEnd(20)} ${state} ×${attempts} ${errorCode ?? ''}`,
      ),
    ],
  }
}
