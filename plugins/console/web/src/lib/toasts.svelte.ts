export interface Toast {
  id: number;
  message: string;
  tone: 'success' | 'danger' | 'info';
}

class Toasts {
  shown = $state<Toast[]>([]);
  #last = 0;

  show(message: string, tone: Toast['tone'] = 'success'): void {
    const id = ++this.#last;
    this.shown.push({ id, message, tone });
    if (tone !== 'danger') setTimeout(() => this.dismiss(id), 6000);
  }

  dismiss(id: number): void {
    this.shown = this.shown.filter((each) => each.id !== id);
  }
}
export const toasts = new Toasts();
