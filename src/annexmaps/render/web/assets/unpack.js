/* The data of a packed page: opened by the browser itself, then the program that the page's rules name is started. */
'use strict';
(async () => {
  const code = atob(document.getElementById('annexmaps-packed').textContent);
  const bytes = Uint8Array.from(code, (letter) => letter.charCodeAt(0));
  const opened = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  const data = document.createElement('script');
  Object.assign(data, { type: 'application/json', id: 'annexmaps-data', textContent: await new Response(opened).text() });
  const program = document.createElement('script');
  program.textContent = document.getElementById('annexmaps-program').textContent;
  document.body.append(data, program);
})();
