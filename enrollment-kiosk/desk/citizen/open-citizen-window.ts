/** The second window, to be drawn to the screen that faces the citizen; pressed again, it comes to the front. */
export function openCitizenWindow(): void {
  window.open('#/citizen', 'citizen', 'popup,width=1024,height=768')?.focus()
}
