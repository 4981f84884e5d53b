import { explainCitizenNumber, parseCitizenNumber } from '../../core/citizen/citizen-number.ts'
import { type CommandResult, WrongUsage } from './command.ts'

/** Says what the digits of a personal identification number mean. Needs no database. */
export async function run(words: readonly string[]): Promise<CommandResult> {
  const [text] = words
  if (text === undefined || words.length > 1) throw new WrongUsage()
  const meaning = explainCitizenNumber(parseCitizenNumber(text))
  const { birthCode, provinceName, sex, birthYear } = meaning
  return {
    done: true,
    facts: { ...meaning },
    lines: [
      `Nơi đăng ký khai sinh / birth registered: ${birthCode} ${provinceName ?? '(không rõ / unknown)'}`,
      `Giới tính / sex: ${sex === 'MALE' ? 'Nam / male' : 'Nữ / female'}`,
      `Năm sinh / birth year: ${birthYear}`,
    ],
  }
}
