import { formatVietnamese } from '../../core/dates/calendar-date.ts'
import { parseCardQr } from '../../core/qr/card-qr.ts'
import { type CommandResult, WrongUsage } from './command.ts'

/** Reads the text of a card's QR, of any era. Needs no database. */
export async function run(words: readonly string[]): Promise<CommandResult> {
  const [text] = words
  if (text === undefined || words.length > 1) throw new WrongUsage()
  const card = parseCardQr(text)
  return {
    done: true,
    facts: { ...card },
    lines: [
      `Số / number: ${card.number}`,
      `Họ tên / name: ${card.name}`,
      `Ngày sinh / birth date: ${formatVietnamese(card.birthDate)}`,
      `Nơi cư trú / residence: ${card.residence}`,
    ],
  }
}
