/** Presses a button of the row that j and k stand on; of the first row that has one where they stand on none. */
export function pressInRow(button: string): void {
  if (document.querySelector('[aria-modal=true]')) return
  const row = document.activeElement?.closest('tr') ?? document.querySelector('main')
  row?.querySelector<HTMLElement>(button)?.click()
}
